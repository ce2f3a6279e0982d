// Command tickets signs tickets (`sign`), or takes ours apart and signs their content again (`check`).
package main

import (
	"bufio"
	"encoding/json"
	"log"
	"os"
	"time"

	"call-engine/tests/languages/go/ticket"
)

func main() {
	log.SetFlags(0)
	signing := len(os.Args) == 2 && os.Args[1] == "sign"
	lines := bufio.NewScanner(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var terms ticket.Terms
		if err := json.Unmarshal(lines.Bytes(), &terms); err != nil {
			log.Fatal(err)
		}
		var answer struct {
			Ticket string  `json:"ticket,omitempty"`
			Fault  *string `json:"fault"`
		}
		var err error
		if signing {
			terms.IssuedAt = time.Now().Unix()
			answer.Ticket, err = ticket.Sign(terms)
		} else {
			err = ticket.Check(terms)
		}
		if err != nil {
			fault := err.Error()
			answer.Fault = &fault
		}
		if err := out.Encode(answer); err != nil {
			log.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}
