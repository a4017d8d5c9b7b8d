package main

import (
	"context"
	"errors"
	"strings"
	"syscall"

	"splitline/geo"
	"splitline/internal/store"
)

// plain returns what an error says for people: without the name of its kind where the sentence is whole before it.
func plain(err error) string {
	text := err.Error()
	if errors.Is(err, context.Canceled) {
		return "stopped before it was done: what was under way is not stored"
	}
	var fault *store.Fault
	if errors.As(err, &fault) {
		return fault.Sentence
	}
	if whole, found := strings.CutSuffix(text, ": "+geo.ErrInvalid.Error()); found {
		return whole
	}
	if whole, found := strings.CutSuffix(text, ".: "+store.ErrNotFound.Error()); found {
		return whole + "."
	}
	return text
}

// plainListen says why an address cannot be listened on.
func plainListen(err error) string {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return "another program listens there"
	case errors.Is(err, syscall.EACCES):
		return "this user may not listen there"
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return "this machine has no such address"
	}
	return strings.TrimPrefix(err.Error(), "listen tcp: ")
}
