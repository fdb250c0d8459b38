package scorecard

// Months reported by the due day ÷ months due.
func reportTimeliness(in *Inputs) reckoned {
	if in.MonthsDue == 0 {
		return noData("notDue")
	}
	return share(in.MonthsOnTime, in.MonthsDue)
}

func madeOfMonths(in *Inputs) []Input {
	return []Input{count("months_on_time", in.MonthsOnTime), count("months_due", in.MonthsDue)}
}

// Rows accepted ÷ (rows accepted + rows rejected and never mended).
func dataQuality(in *Inputs) reckoned {
	if in.RowsAccepted+in.RowsRejected == 0 {
		return noData("noRows")
	}
	return share(in.RowsAccepted, in.RowsAccepted+in.RowsRejected)
}

func madeOfRows(in *Inputs) []Input {
	return []Input{count("rows_accepted", in.RowsAccepted), count("rows_rejected", in.RowsRejected)}
}
