package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

// bridge calls LLBBridge: unary gRPC, which the standard library's HTTP/2 is enough for.
type bridge struct{ client http.Client }

func newBridge(in, out *os.File) *bridge {
	protocols := new(http.Protocols)
	protocols.SetUnencryptedHTTP2(true)
	return &bridge{http.Client{Transport: &http.Transport{
		Protocols: protocols,
		DialContext: func(context.Context, string, string) (net.Conn, error) {
			return stdio{in, out}, nil
		},
	}}}
}

// rpcError carries a google.rpc.Status as bytes.
type rpcError struct{ status []byte }

func (e *rpcError) Error() string { return fmt.Sprintf("%q", e.status) }

func (b *bridge) call(method string, request message) ([]byte, *rpcError) {
	frame := append([]byte{0}, binary.BigEndian.AppendUint32(nil, uint32(len(request)))...)
	post, err := http.NewRequest(http.MethodPost, "http://buildkit/moby.buildkit.v1.frontend.LLBBridge/"+method,
		bytes.NewReader(append(frame, request...)))
	if err != nil {
		return nil, failed(method, err)
	}
	post.Header.Set("Content-Type", "application/grpc")
	post.Header.Set("TE", "trailers")
	response, err := b.client.Do(post)
	if err != nil {
		return nil, failed(method, err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, failed(method, err)
	}
	// A call that fails at once has its status in the only header block.
	trailer := response.Trailer
	if trailer.Get("Grpc-Status") == "" {
		trailer = response.Header
	}
	if code := trailer.Get("Grpc-Status"); code != "0" {
		return nil, &rpcError{details(code, trailer)}
	}
	if len(body) < len(frame) || body[0] != 0 {
		return nil, failed(method, fmt.Errorf("answer of %d bytes", len(body)))
	}
	return body[len(frame):], nil
}

func failed(method string, err error) *rpcError {
	return &rpcError{status(14, method+": "+err.Error())}
}

// details is the status that the server sent whole, or one made of its code and text.
func details(code string, trailer http.Header) []byte {
	whole := strings.TrimRight(trailer.Get("Grpc-Status-Details-Bin"), "=")
	if decoded, err := base64.RawStdEncoding.DecodeString(whole); err == nil && len(decoded) > 0 {
		return decoded
	}
	number, err := strconv.Atoi(code)
	if err != nil {
		number = 2
	}
	text, err := url.PathUnescape(trailer.Get("Grpc-Message"))
	if err != nil {
		text = trailer.Get("Grpc-Message")
	}
	return status(uint64(number), text)
}

// status writes a google.rpc.Status.
func status(code uint64, text string) []byte {
	var m message
	m.number(1, code)
	m.bytes(2, []byte(text))
	return m
}

// stdio is the connection to BuildKit.
type stdio struct {
	io.Reader
	io.Writer
}

func (stdio) Close() error                     { return nil }
func (stdio) LocalAddr() net.Addr              { return &net.UnixAddr{Name: "stdio"} }
func (stdio) RemoteAddr() net.Addr             { return &net.UnixAddr{Name: "stdio"} }
func (stdio) SetDeadline(time.Time) error      { return nil }
func (stdio) SetReadDeadline(time.Time) error  { return nil }
func (stdio) SetWriteDeadline(time.Time) error { return nil }
