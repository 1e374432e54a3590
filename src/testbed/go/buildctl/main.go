// Stand-in for the two programs of the image moby/buildkit, chosen by the name it is called by.
// buildkitd serves its usual socket and passes every connection on to BUILDKIT_RELAY, an engine's BuildKit on TCP.
// buildctl knows what a docker-container driver asks for: `dial-stdio` and `debug workers`.
package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

const defaultAddress = "unix:///run/buildkit/buildkitd.sock"

func main() {
	name := filepath.Base(os.Args[0])
	err := errors.New("this stand-in knows 'buildkitd', 'buildctl dial-stdio' and 'buildctl debug workers' only")
	switch {
	case slices.Contains(os.Args[1:], "--version"):
		fmt.Println(name, "github.com/moby/buildkit stand-in of the test bed")
		return
	case name == "buildkitd":
		err = serve()
	case slices.Contains(os.Args[1:], "dial-stdio"):
		err = dialStdio()
	case slices.Contains(os.Args[1:], "workers"):
		err = check()
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
}

func serve() error {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, syscall.SIGINT)
	path := strings.TrimPrefix(defaultAddress, "unix://")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	os.Remove(path)
	listener, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go passOn(client)
		}
	}()
	fmt.Fprintln(os.Stderr, "running server on", path)
	<-stop
	return listener.Close()
}

func passOn(client net.Conn) {
	defer client.Close()
	relay, err := dial(os.Getenv("BUILDKIT_RELAY"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "relay:", err)
		return
	}
	defer relay.Close()
	join(client, client, relay)
}

func dialStdio() error {
	daemon, err := dial(address())
	if err != nil {
		return err
	}
	defer daemon.Close()
	join(os.Stdin, os.Stdout, daemon)
	return nil
}

// check is what tells a driver that the daemon is ready: its first HTTP/2 frame, not only an open socket.
func check() error {
	daemon, err := dial(address())
	if err != nil {
		return err
	}
	defer daemon.Close()
	if err := daemon.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return err
	}
	// Preface and an empty SETTINGS frame.
	if _, err := io.WriteString(daemon, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00"); err != nil {
		return err
	}
	_, err = io.ReadFull(daemon, make([]byte, 9))
	return err
}

func address() string {
	if host := os.Getenv("BUILDKIT_HOST"); host != "" {
		return host
	}
	return defaultAddress
}

func dial(address string) (net.Conn, error) {
	network, rest, ok := strings.Cut(address, "://")
	if !ok {
		return nil, fmt.Errorf("not an address: %q", address)
	}
	return net.Dial(network, rest)
}

// join copies both ways until either side ends.
func join(in io.Reader, out io.Writer, conn net.Conn) {
	done := make(chan struct{}, 2)
	copyAll := func(to io.Writer, from io.Reader) {
		io.Copy(to, from)
		done <- struct{}{}
	}
	go copyAll(conn, in)
	go copyAll(out, conn)
	<-done
}
