package sale

// Line is one invoice line.
type Line struct{}
