import { addresses } from '../../routing/addresses.ts'
import { Link } from '../../routing/link.tsx'

/** From when on what was saved counts, and how it can count at once. */
export const JudgedFrom = ({ dataset, what }: { readonly dataset: string; readonly what: string }) => (
  <>
    {what} is judged from the next delivery on; now, by Judge again on{' '}
    <Link to={addresses.page(dataset)}>the page</Link>.
  </>
)
