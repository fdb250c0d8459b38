package sale

// Report is one submission of sales.
type Report struct{}
