// Package evaluate measures the matcher on public data: candidates found, precision, recall and F1 by set. One code and one model for all sets; what is
// particular to a set is only which of its columns is which field.
package evaluate
