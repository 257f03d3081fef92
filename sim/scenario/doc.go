// Package scenario holds what a world is made of before anyone decides anything: the calendar, the goods, the
// marketplaces and their shoppers, the logistics network, the customs regimes, the exchange rates, the bots, the tasks
// and the rubric.
//
// A scenario is written as one YAML file that selects from shared reference files. Parse reads them strictly (an
// unknown key is an error), resolves every reference and validates, and returns either a Scenario in which every
// cross-reference holds, or all problems it found, each with file, line, column, path, what was found and what is allowed,
// in Chinese and English.
//
// Units: money in minor units of the named currency; mass in grams; lengths in millimetres; distances in kilometres;
// durations in days; shares and rates as decimals (0.15 is 15 %). Every figure that claims to be of the real world names
// its Source and the date from which it holds.
package scenario
