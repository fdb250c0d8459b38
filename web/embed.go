// Package web holds the built web app. `make web` builds it into dist, which is empty but for a mark in a fresh clone.
package web

import "embed"

// Dist is the folder dist.
//
//go:embed all:dist
var Dist embed.FS
