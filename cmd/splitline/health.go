package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// healthWithin is how long a server may take to say that it is ready; it gives its database two seconds.
const healthWithin = 3 * time.Second

type healthCmd struct {
	Addr string `default:"127.0.0.1:8080" help:"Address the server listens on." placeholder:"HOST:PORT"`
}

// Run asks a running server whether it is ready. It is for a container or a script that has no other HTTP client.
func (c *healthCmd) Run(s *session) error {
	ctx, cancel := context.WithTimeout(s.ctx, healthWithin)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+c.Addr+"/readyz", nil)
	if err != nil {
		return usagef("--addr %q must be a host and a port", c.Addr)
	}
	answer, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(request)
	if err != nil {
		return fmt.Errorf("no server answers at %s", c.Addr)
	}
	if err := answer.Body.Close(); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the server at %s is not ready: %s", c.Addr, answer.Status)
	}
	s.printf("The server at %s is ready.", c.Addr)
	return nil
}
