package scorecard

// readings are those of the sources, in the order of their bits.
var readings = []reading{
	{of: ofRevenue, sql: revenueSQL, column: "s.distributor_id", end: byDistributorAndPeriod, names: "kind since until", counts: "lines, sold", sums: "revenue",
		take: func(in *Inputs, n numbers) {
			in.Lines, in.Sold, in.Revenue = n.counts[0], n.counts[1], n.sums[0].Decimal
		}},
	{of: ofTargets, sql: targetsSQL + "t.distributor_id = ANY(@ids) AND ", column: "t.distributor_id", names: "from until", sums: "amount",
		end:  targetsOfKindSQL + "SELECT distributor_id, start, amount FROM {targets}",
		take: func(in *Inputs, n numbers) { in.Target = n.sums[0] }},
	{of: ofCredit, sql: creditSQL, column: "c.distributor_id", end: byDistributorAndPeriod, names: "kind from until", sums: "amount",
		take: func(in *Inputs, n numbers) { in.Credit = n.sums[0] }},
	{of: ofCustomers, sql: customersSQL, column: "c.distributor_id", names: "kind from until", counts: "active, repeating, fresh",
		take: func(in *Inputs, n numbers) { in.Active, in.Repeating, in.Fresh = n.counts[0], n.counts[1], n.counts[2] }},
	{of: ofAssignments, sql: assignedSQL, column: "a.distributor_id", end: byDistributorAndPeriod, names: "starts nexts", counts: "assigned",
		take: func(in *Inputs, n numbers) { in.Assigned = n.counts[0] }},
	{of: ofVoided, sql: voidedSQL, column: "l.distributor_id", end: byDistributorAndPeriod, names: "last until", counts: "lines", sums: "amount",
		take: func(in *Inputs, n numbers) { in.Voided, in.Lost = n.counts[0], n.sums[0] }},
	{of: ofMarkets, sql: marketSQL, column: "a.distributor_id", end: marketEndSQL, names: "starts nexts", counts: "lines", sums: "size, revenue",
		take: func(in *Inputs, n numbers) {
			in.MarketLines, in.Market, in.MarketRevenue = n.counts[0], n.sums[0], n.sums[1].Decimal
		}},
	{of: ofMonths, sql: timelinessSQL, column: "d.id", end: byDistributorAndPeriod, names: "kind from until now", counts: "due, on_time", days: "late",
		take: func(in *Inputs, n numbers) {
			in.MonthsDue, in.MonthsOnTime, in.MonthsLate = n.counts[0], n.counts[1], n.days
		}},
	{of: ofRows, sql: qualitySQL, column: "q.distributor_id", end: byDistributorAndPeriod, names: "kind from until", counts: "accepted, rejected",
		take: func(in *Inputs, n numbers) { in.RowsAccepted, in.RowsRejected = n.counts[0], n.counts[1] }},
	{of: ofAnswers, sql: feedbackSQL, column: "k.distributor_id", end: byDistributorAndPeriod, names: "kind from until",
		counts: "marks, stars, answers, promoters, detractors, withdrawn_marks, withdrawn_answers", take: takeAnswers},
	{of: ofBreaches, sql: breachSQL, column: "m.distributor_id", end: byDistributorAndPeriod, names: "kind from until", sums: "price, territory",
		take: func(in *Inputs, n numbers) { in.PriceBreach, in.TerritoryBreach = n.sums[0].Decimal, n.sums[1].Decimal }},
	{of: ofCourses, sql: trainingSQL, column: "d.id", end: trainingEndSQL, names: "starts nexts now", counts: "required, passed, expired",
		take: func(in *Inputs, n numbers) {
			in.Required, in.Passed, in.Expired = n.counts[0], n.counts[1], n.counts[2]
		}},
	{of: ofReviews, sql: reviewsSQL, column: "r.distributor_id", end: byDistributorAndPeriod, names: "kind from until within", counts: "reviews, rubric, superseded",
		take: func(in *Inputs, n numbers) {
			in.Reviews, in.Rubric, in.Superseded = n.counts[0], n.counts[1], n.counts[2]
		}},
}

func takeAnswers(in *Inputs, n numbers) {
	in.feedback = feedback{n.counts[0], n.counts[1], n.counts[2], n.counts[3], n.counts[4], n.counts[5], n.counts[6]}
}
