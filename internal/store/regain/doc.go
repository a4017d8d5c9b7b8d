// Package regain keeps a server writing: a store that found no room on its disk is used again as soon as there is some.
//
// A store that was opened to write finds a full disk with a write, and goes on with the next one that fits. One that was
// opened while the disk was full could be opened to be read alone: it is opened anew, beside the one in use, until that
// can be done to write, and then takes its place. Whoever reads meanwhile reads on from the one before.
//
// Each change is one line in the log. Limits: a store that cannot be written for another reason is left as it is.
package regain
