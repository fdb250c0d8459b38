package rules

// nearby is the SQL of two named queries over looked, which keep a rule over markets from reading everybody's lines: touched, the areas of the depth, or above it, that
// hold a territory that is looked at; and cells, the territories whose lines count in one of these areas, each with its area, which is the one of the depth above
// it, or itself when it lies higher.
const nearby = `touched AS MATERIALIZED (
  SELECT DISTINCT a.id, a.span, a.depth FROM (SELECT DISTINCT territory_id FROM looked) k JOIN territories t ON t.id = k.territory_id JOIN territories a ON a.span @> t.span AND a.depth <= @depth::int),
cells AS MATERIALIZED (
  SELECT t.id AS territory_id, a.id AS area FROM touched a JOIN territories t ON t.span <@ a.span AND a.depth = least(t.depth, @depth::int))`

// sellersIn is the SQL of a named query: who sold in the cells, by the months of the named query. The rollup tells that at once; lines are then read by distributor.
func sellersIn(months string) string {
	return `sellers AS MATERIALIZED (
  SELECT DISTINCT m.month, s.distributor_id FROM (SELECT DISTINCT month FROM ` + months + `) m
  CROSS JOIN LATERAL (SELECT * FROM sales_by_territory t WHERE t.month = m.month AND t.lines > 0 OFFSET 0) s JOIN cells c ON c.territory_id = s.territory_id)`
}

// lookedMonths is the SQL of the months in which weeks lie that are looked at.
const lookedMonths = `SELECT date_trunc('month', week::timestamp)::date AS month FROM looked UNION SELECT date_trunc('month', (week + 6)::timestamp)::date FROM looked`

// ofTouched is the condition of signals s about areas that hold a territory that is looked at.
const ofTouched = `s.territory_id IN (SELECT a.id FROM (SELECT DISTINCT territory_id FROM looked) k JOIN territories t ON t.id = k.territory_id JOIN territories a ON a.span @> t.span)`

// ofHistories is the condition of signals s about distributors that are looked at.
const ofHistories = `s.distributor_id IN (SELECT distributor_id FROM ({histories}) h)`
