// Package ground generates the ground that the benchmarks measure on: fronts that move from date to date, fields of
// zones with shared edges, and rough rings. The same numbers give the same ground in every run and on every machine.
//
// It stands for no real place. Coordinates are degrees of longitude and latitude on a grid of 1e-7.
package ground
