package verify

// A link leads to a customer that stands.
const linksStand = `
SELECT l.distributor_id, format('account %s stands for customer %s, which %s', l.account_id, l.customer_id,
  CASE WHEN c.id IS NULL THEN 'does not exist' ELSE 'was merged into ' || c.merged_into END) AS detail
FROM customer_links l LEFT JOIN customers c ON c.id = l.customer_id
WHERE c.id IS NULL OR c.merged_into IS NOT NULL`

// An account that was matched stands for a customer.
const accountsLinked = `
SELECT a.distributor_id, format('account %s was matched and stands for no customer', a.id) AS detail
FROM accounts a
WHERE EXISTS (SELECT FROM match_keys k WHERE k.distributor_id = a.distributor_id AND k.account_id = a.id)
  AND NOT EXISTS (SELECT FROM customer_links l WHERE l.distributor_id = a.distributor_id AND l.account_id = a.id)`

// A customer knows how many accounts stand for it.
const customerSizes = `
SELECT '00000000-0000-0000-0000-000000000000'::uuid AS distributor_id, format('customer %s has %s accounts of %s organisations; its links say %s of %s', c.id, c.accounts, c.organizations,
  coalesce(l.accounts, 0), coalesce(l.organizations, 0)) AS detail
FROM customers c LEFT JOIN (
  SELECT customer_id, least(count(*), 500) AS accounts, count(*) AS whole, count(DISTINCT distributor_id) AS organizations FROM customer_links GROUP BY 1) l ON l.customer_id = c.id
WHERE (c.accounts <> coalesce(l.accounts, 0) OR coalesce(l.whole, 0) <= 500 AND c.organizations <> coalesce(l.organizations, 0))
  AND (c.merged_into IS NULL OR l.customer_id IS NOT NULL)`

// Accounts of a linked pair stand for one customer.
const pairsLinked = `
SELECT p.first_owner AS distributor_id, format('pair %s is linked, and its accounts stand for %s and %s', p.id, x.customer_id, y.customer_id) AS detail
FROM match_pairs p
JOIN customer_links x ON x.distributor_id = p.first_owner AND x.account_id = p.first_account
JOIN customer_links y ON y.distributor_id = p.second_owner AND y.account_id = p.second_account
WHERE p.state = 'LINKED' AND x.customer_id <> y.customer_id`

// Nothing is left of who was forgotten.
const forgotten = `
SELECT a.distributor_id, format('account %s was erased and still has %s', a.id, w.what) AS detail
FROM accounts a JOIN (
  SELECT distributor_id, account_id, 'contact details' AS what FROM account_contacts UNION ALL SELECT distributor_id, account_id, 'people' FROM account_people
  UNION ALL SELECT distributor_id, account_id, 'entries' FROM account_entries UNION ALL SELECT distributor_id, account_id, 'keys' FROM match_keys
  UNION ALL SELECT distributor_id, account_id, 'search words' FROM account_words) w ON w.distributor_id = a.distributor_id AND w.account_id = a.id
WHERE a.erased_at IS NOT NULL`
