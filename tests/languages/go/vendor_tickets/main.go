//go:build vendor_package

// Command vendor_tickets signs (`sign`, `sign-userbuf`) and verifies (`check`) with the vendor's own package.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/tencentyun/tls-sig-api-v2-golang/tencentyun"

	"call-engine/tests/languages/go/ticket"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("say what to do: sign, sign-userbuf, check")
	}
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
		switch os.Args[1] {
		case "sign":
			answer.Ticket, err = sign(terms)
		case "sign-userbuf":
			answer.Ticket, err = signUserBuf(terms)
		default:
			err = check(terms)
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

// sign lets the package do everything.
func sign(terms ticket.Terms) (string, error) {
	app, life := int(terms.SdkAppID), int(terms.Life)
	if len(terms.Room) == 0 {
		return tencentyun.GenUserSig(app, terms.Key, terms.Identifier, life)
	}
	if terms.Room[0] == '"' {
		var room string
		if err := json.Unmarshal(terms.Room, &room); err != nil {
			return "", err
		}
		return tencentyun.GenPrivateMapKeyWithStringRoomID(app, terms.Key, terms.Identifier, life, room, terms.Privileges)
	}
	var room uint32
	if err := json.Unmarshal(terms.Room, &room); err != nil {
		return "", err
	}
	return tencentyun.GenPrivateMapKey(app, terms.Key, terms.Identifier, life, room, terms.Privileges)
}

// signUserBuf hands the package a userbuf that was laid out from the documents.
func signUserBuf(terms ticket.Terms) (string, error) {
	terms.IssuedAt = time.Now().Unix()
	layout, err := ticket.UserBuf(terms)
	if err != nil {
		return "", err
	}
	return tencentyun.GenUserSigWithBuf(int(terms.SdkAppID), terms.Key, terms.Identifier, int(terms.Life), layout)
}

// check wants the ticket accepted until its last second, and refused for everything that differs.
func check(terms ticket.Terms) error {
	layout, err := ticket.UserBuf(terms)
	if err != nil {
		return err
	}
	verify := func(app uint32, key, identifier string, moment int64, layout []byte) error {
		now := time.Unix(moment, 0)
		if layout == nil {
			return tencentyun.VerifyUserSig(uint64(app), key, identifier, terms.Ticket, now)
		}
		return tencentyun.VerifyUserSigWithBuf(uint64(app), key, identifier, terms.Ticket, now, layout)
	}
	app, key, identifier, end := terms.SdkAppID, terms.Key, terms.Identifier, terms.IssuedAt+terms.Life
	other := []byte{0}
	if layout != nil {
		other = append(append([]byte{}, layout[:len(layout)-1]...), layout[len(layout)-1]^1)
	}
	for _, wrong := range []struct {
		what   string
		found  error
		wanted error
	}{
		{"as it is", verify(app, key, identifier, end, layout), nil},
		{"after its end", verify(app, key, identifier, end+1, layout), tencentyun.ErrExpired},
		{"for another application", verify(app^1, key, identifier, end, layout), tencentyun.ErrSdkAppIDNotMatch},
		{"for another user", verify(app, key, identifier+"x", end, layout), tencentyun.ErrIdentifierNotMatch},
		{"under another key", verify(app, key+"x", identifier, end, layout), tencentyun.ErrSigNotMatch},
	} {
		if !errors.Is(wrong.found, wrong.wanted) {
			return fmt.Errorf("%s: %v instead of %v", wrong.what, wrong.found, wrong.wanted)
		}
	}
	if verify(app, key, identifier, end, other) == nil {
		return errors.New("holds with another userbuf")
	}
	return nil
}
