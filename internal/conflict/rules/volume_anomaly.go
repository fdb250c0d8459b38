package rules

// volumeAnomaly raises a signal for weeks of a distributor whose volume in a product line is far off its own history: by more robust deviations than the
// threshold, from the median of the weeks in which it sold. One robust deviation is 1.4826 times the median of the absolute ones (MAD), which is a standard deviation of what is
// normally distributed; it is taken as a tenth of the median at least, so that a steady seller is not alarming. Recent weeks are counted back from the distributor's last
// sale, and a week that is not over by then can only be too much.
var volumeAnomaly = Rule{
	Name: "VOLUME_ANOMALY", Moment: AfterReport, Signals: true, Bands: bands(10_000, 100_000, 1_000_000),
	Values: []Value{
		{Key: "deviations", Unit: Number, Least: "2", Most: "20", Default: "4"},
		{Key: "leastWeeks", Unit: Number, Least: "4", Most: "104", Default: "12"},
		{Key: "recentWeeks", Unit: Number, Least: "1", Most: "520", Default: "26"},
	},
	Finds: []Find{{Histories, `
WITH weeks AS MATERIALIZED (
  SELECT l.distributor_id, l.product_line_id, date_trunc('week', l.sale_date::timestamp)::date AS week, sum(l.quantity) AS volume, sum(l.base_amount) AS revenue, max(l.sale_date) AS last
  FROM ({histories}) h CROSS JOIN LATERAL (SELECT * FROM sale_lines s WHERE s.distributor_id = h.distributor_id AND s.voided_at IS NULL AND s.quantity > 0 OFFSET 0) l GROUP BY 1, 2, 3),
medians AS MATERIALIZED (
  SELECT distributor_id, product_line_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY volume) AS median FROM weeks GROUP BY 1, 2 HAVING count(*) >= @leastWeeks::int),
spread AS MATERIALIZED (
  SELECT w.distributor_id, w.product_line_id, m.median,
    greatest(1.4826 * percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(w.volume - m.median)), m.median / 10) AS deviation
  FROM weeks w JOIN medians m USING (distributor_id, product_line_id) GROUP BY 1, 2, 3),
ends AS (SELECT distributor_id, max(last) AS last FROM weeks GROUP BY 1)
SELECT 'line:' || w.product_line_id || ' week:' || w.week AS subject, w.distributor_id, 'PEER' AS role, '{}'::uuid[] AS others, NULL::uuid AS line_id, NULL::uuid AS registration_id,
  NULL::uuid AS customer_id, NULL::uuid AS area_id, NULL::uuid AS territory_id, w.product_line_id, NULL::uuid AS product_id, NULL::text AS channel_type, w.week AS happened_on,
  w.volume AS quantity, w.revenue AS amount, NULL::text AS form, jsonb_build_object('until', w.week + 6, 'volume', trim_scale(w.volume), 'median', round(s.median::numeric, 2),
    'deviations', round(((w.volume - s.median) / s.deviation)::numeric, 1), 'strength', round((abs(w.volume - s.median) / s.deviation / @deviations::float8)::numeric, 2)) AS measures
FROM weeks w JOIN spread s USING (distributor_id, product_line_id) JOIN ends e USING (distributor_id)
WHERE w.week >= @since AND w.week < @before AND w.week > e.last - 7 * @recentWeeks::int AND s.deviation > 0
  AND abs(w.volume - s.median) > @deviations::float8 * s.deviation AND (w.volume > s.median OR w.week + 6 <= e.last)`}},
	Decides: ofHistories,
}
