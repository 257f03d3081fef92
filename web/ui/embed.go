// Package ui holds the built pages of the browser's side, embedded in the binary.
package ui

import "embed"

// Dist is the built UI under dist.
//
//go:embed all:dist
var Dist embed.FS
