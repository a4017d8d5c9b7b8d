package main

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// recording is answers by path and query. A recording of one answer stands for every path.
type recording map[string]answered

// startBare serves a recording by a bare net/http handler in a process of its own: this program again, told to.
func (l *lab) startBare(ctx context.Context, name string, r recording) (*serving, error) {
	path := filepath.Join(l.folder, name+".gob")
	file, err := os.Create(path) //nolint:gosec // within the run's own folder
	if err != nil {
		return nil, err
	}
	if err := errors.Join(gob.NewEncoder(file).Encode(r), file.Close()); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return start(ctx, self, "-bare", path)
}

// serveBare serves the recording in a file until the context is done, and prints its address first.
func serveBare(ctx context.Context, path string) error {
	file, err := os.Open(path) //nolint:gosec // named by the run that starts this one
	if err != nil {
		return err
	}
	var r recording
	if err := errors.Join(gob.NewDecoder(file).Decode(&r), file.Close()); err != nil {
		return err
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("The bare handler serves http://%s\n", listener.Addr())
	server := &http.Server{Handler: r.handler(), ReadHeaderTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// handler writes the recorded headers and bytes, and does nothing else.
func (r recording) handler() http.Handler {
	for _, a := range r {
		a.Header.Del("Date") // net/http sets it on both sides
	}
	if len(r) == 1 {
		for _, a := range r {
			return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { a.write(w) })
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		a, found := r[request.RequestURI]
		if !found {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		a.write(w)
	})
}

func (a answered) write(w http.ResponseWriter) {
	maps.Copy(w.Header(), a.Header)
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Body)
}
