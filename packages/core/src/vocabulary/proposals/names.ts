/** Names of columns that say which row, or which thing, it is: `id`, `zip_code`, `customerId`, `orderid`. */
export const isName = (column: string): boolean =>
  NAMING.test(column) && !WORDS.test(column.replace(/(?<=[a-z])(?=[A-Z])/g, ' '))

const NAMING =
  /(?:^|[^a-z])(?:id|key|code|no|nr|num|number|uuid|guid|sku|ean|isbn|iata|icao|index|ref|reference|slug|zip|email)(?:[^a-z]|$)|[a-z](?:Id|ID|Key|Code|No|Number)$/i

/** Words that only end like one: `amount_paid`, `valid`. */
const WORDS =
  /(?:^|[^a-z]|un|in|pre|re)(?:paid|aid|acid|bid|covid|fluid|grid|humid|hybrid|lid|liquid|mid|rapid|solid|valid|void|hockey|monkey|turkey|casino|piano)$/i
