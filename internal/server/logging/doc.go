// Package logging writes the log of a server: the lines of package log/slog, as text or as JSON, gathered so that many
// of them cost one write.
//
// Lines are written together after 100 ms, as soon as 32 KiB of them wait, at once with every warning and error, and
// when the handler is closed. A graceful stop and a panic of a request therefore lose nothing; a program that is killed
// loses what it logged below the level of a warning in its last 100 ms. Lines never change their order, and a line is
// never written in two parts unless it is longer than 32 KiB or the writer itself splits it.
//
// The record of a request has fixed fields and is written far more often than everything else, so it is laid out here
// without a [slog.Record]. A line is byte for byte the one that [slog.TextHandler] or [slog.JSONHandler] writes; texts
// that need more than quotes around them are left to those.
package logging
