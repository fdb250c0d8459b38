package rules

// registrationsLapsing raises a signal for a distributor most of whose registrations lapse: of those whose protection ended in the year before its last
// end, so many expired without a sale.
var registrationsLapsing = Rule{
	Name: "REGISTRATIONS_LAPSING", Moment: WithRegistration, Signals: true,
	Values: []Value{
		{Key: "share", Unit: Percent, Least: "1", Most: "100", Default: "60"},
		{Key: "least", Unit: Number, Least: "1", Most: "1000", Default: "3"},
	},
	Finds: []Find{{Histories, `
WITH ended AS MATERIALIZED (
  SELECT r.distributor_id, r.state, coalesce((r.converted_at AT TIME ZONE 'UTC')::date, r.protected_until) AS day
  FROM ({histories}) h JOIN registrations r ON r.distributor_id = h.distributor_id WHERE r.state IN ('EXPIRED', 'CONVERTED')),
counted AS (
  SELECT e.distributor_id, min(e.day) AS first, max(e.day) AS last, count(*) FILTER (WHERE e.state = 'EXPIRED') AS expired, count(*) AS ended
  FROM ended e JOIN (SELECT distributor_id, max(day) AS last FROM ended GROUP BY 1) m USING (distributor_id) WHERE e.day > m.last - 365 GROUP BY 1)
SELECT 'registrations' AS subject, distributor_id, 'PEER' AS role, '{}'::uuid[] AS others, NULL::uuid AS line_id, NULL::uuid AS registration_id, NULL::uuid AS customer_id, NULL::uuid AS area_id,
  NULL::uuid AS territory_id, NULL::uuid AS product_line_id, NULL::uuid AS product_id, NULL::text AS channel_type, first AS happened_on, NULL::numeric AS quantity, 0::numeric AS amount,
  NULL::text AS form, jsonb_build_object('until', last, 'expired', expired, 'ended', ended, 'share', round(100.0 * expired / ended, 1), 'strength', round(100.0 * expired / ended / @share::numeric, 2)) AS measures
FROM counted WHERE expired >= @least::int AND 100.0 * expired / ended >= @share::numeric`}},
	Decides: ofHistories,
}
