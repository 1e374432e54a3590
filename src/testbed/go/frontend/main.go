// Stand-in for the image docker/dockerfile: a BuildKit frontend that hands its options to the engine's built-in Dockerfile
// frontend and returns what comes back. BuildKit serves moby.buildkit.v1.frontend.LLBBridge on this process' standard input
// and output; results and inputs pass through as the bytes that they are.
package main

import (
	"fmt"
	"os"
	"strings"
)

// Field numbers of moby.buildkit.v1.frontend (gateway.proto).
const (
	solveFrontend       = 2
	solveFrontendOpt    = 3
	solveAllowResult    = 5
	solveAllowArrayRef  = 6
	solveFrontendInputs = 13
	solveResult         = 3
	inputsDefinitions   = 1
	returnResult        = 1
	returnError         = 2
)

func main() {
	bridge := newBridge(os.Stdin, os.Stdout)
	var answer message
	if result, err := forward(bridge); err != nil {
		answer.bytes(returnError, err.status)
	} else {
		answer.bytes(returnResult, result)
	}
	if _, err := bridge.call("Return", answer); err != nil {
		fmt.Fprintln(os.Stderr, "return:", err)
		os.Exit(1)
	}
}

func forward(bridge *bridge) ([]byte, *rpcError) {
	inputs, err := bridge.call("Inputs", nil)
	if err != nil {
		return nil, err
	}
	var request message
	request.bytes(solveFrontend, []byte("dockerfile.v0"))
	for key, value := range options(os.Environ()) {
		request.entry(solveFrontendOpt, key, value)
	}
	request.flag(solveAllowResult)
	request.flag(solveAllowArrayRef)
	for _, input := range fields(inputs, inputsDefinitions) {
		request.bytes(solveFrontendInputs, input)
	}
	response, err := bridge.call("Solve", request)
	if err != nil {
		return nil, err
	}
	for _, result := range fields(response, solveResult) {
		return result, nil
	}
	return nil, &rpcError{status: status(13, "the engine's Dockerfile frontend returned no result")}
}

// options reads the frontend's options: BUILDKIT_FRONTEND_OPT_0=key=value, and so on.
func options(environment []string) map[string]string {
	opts := map[string]string{}
	for _, line := range environment {
		name, pair, _ := strings.Cut(line, "=")
		if strings.HasPrefix(name, "BUILDKIT_FRONTEND_OPT_") {
			key, value, _ := strings.Cut(pair, "=")
			opts[key] = value
		}
	}
	// Without it the built-in frontend would read the syntax line again and start this image for ever.
	if _, ok := opts["cmdline"]; !ok {
		opts["cmdline"] = opts["source"]
	}
	return opts
}
