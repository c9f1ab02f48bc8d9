import { describe, expect, it } from 'vitest'
import { isName } from './names.ts'

describe('the name of a column', () => {
  it.each(['id', 'ID', 'customer_id', 'customerId', 'orderid', 'itemid', 'emailid', 'grid_id', 'zip code', 'zipcode'])(
    'says which row it is: %s',
    (name) => expect(isName(name)).toBe(true),
  )

  it.each(['paid', 'amount_paid', 'amountPaid', 'unpaid', 'prepaid', 'valid', 'isValid', 'bid', 'turkey', 'piano'])(
    'says nothing of the kind: %s',
    (name) => expect(isName(name)).toBe(false),
  )
})
