/** Names of columns that say which row, or which thing, it is: `id`, `zip_code`, `customerId`. */
export const isName = (column: string): boolean => NAMING.test(column)

const NAMING =
  /(?:^|[^a-z])(?:id|key|code|no|nr|num|number|uuid|guid|sku|ean|isbn|iata|icao|index|ref|reference|slug|zip|email)(?:[^a-z]|$)|[a-z](?:Id|ID|Key|Code|No|Number)$/i
