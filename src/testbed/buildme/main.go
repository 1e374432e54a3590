// A web server that tells the architecture it was built for.
package main

import (
	"fmt"
	"log"
	"net/http"
	"runtime"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "Hello from %s\n", runtime.GOARCH)
	})
	log.Fatal(http.ListenAndServe(":8080", nil))
}
