// Package ticket is UserSig on Go's standard library alone, written from the vendor's documents.
package ticket

import (
	"bytes"
	"compress/zlib"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Terms are what a ticket says, and the key it is signed with.
type Terms struct {
	Key        string          `json:"key"`
	SdkAppID   uint32          `json:"sdk_app_id"`
	Identifier string          `json:"identifier"`
	IssuedAt   int64           `json:"issued_at"`
	Life       int64           `json:"life"`
	Room       json.RawMessage `json:"room"`
	Privileges uint32          `json:"privileges"`
	Ticket     string          `json:"ticket"`
}

type document struct {
	Version    string  `json:"TLS.ver"`
	Identifier string  `json:"TLS.identifier"`
	SdkAppID   uint32  `json:"TLS.sdkappid"`
	Time       int64   `json:"TLS.time"`
	Expire     int64   `json:"TLS.expire"`
	UserBuf    *string `json:"TLS.userbuf,omitempty"`
	Sig        string  `json:"TLS.sig"`
}

var (
	toTicket   = strings.NewReplacer("+", "*", "/", "-", "=", "_")
	fromTicket = strings.NewReplacer("*", "+", "-", "/", "_", "=")
)

// Sign makes the ticket of the terms.
func Sign(terms Terms) (string, error) {
	layout, err := UserBuf(terms)
	if err != nil {
		return "", err
	}
	userBuf := encoded(layout)
	content, err := json.Marshal(document{
		Version:    "2.0",
		Identifier: terms.Identifier,
		SdkAppID:   terms.SdkAppID,
		Time:       terms.IssuedAt,
		Expire:     terms.Life,
		UserBuf:    userBuf,
		Sig:        signature(terms, terms.Key, userBuf),
	})
	if err != nil {
		return "", err
	}
	var compressed bytes.Buffer
	writer := zlib.NewWriter(&compressed)
	if _, err := writer.Write(content); err != nil {
		return "", err
	}
	if err := writer.Close(); err != nil {
		return "", err
	}
	return toTicket.Replace(base64.StdEncoding.EncodeToString(compressed.Bytes())), nil
}

// Check takes the ticket of the terms apart and says where it differs from them.
func Check(terms Terms) error {
	compressed, err := base64.StdEncoding.DecodeString(fromTicket.Replace(terms.Ticket))
	if err != nil {
		return err
	}
	reader, err := zlib.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return err
	}
	content, err := io.ReadAll(reader)
	if err != nil {
		return err
	}
	var found document
	if err := json.Unmarshal(content, &found); err != nil {
		return err
	}
	layout, err := UserBuf(terms)
	if err != nil {
		return err
	}
	wanted := encoded(layout)
	for _, field := range []struct {
		name  string
		equal bool
	}{
		{"TLS.ver", found.Version == "2.0"},
		{"TLS.identifier", found.Identifier == terms.Identifier},
		{"TLS.sdkappid", found.SdkAppID == terms.SdkAppID},
		{"TLS.time", found.Time == terms.IssuedAt},
		{"TLS.expire", found.Expire == terms.Life},
		{"TLS.userbuf", (found.UserBuf == nil) == (wanted == nil) && (wanted == nil || *found.UserBuf == *wanted)},
		{"TLS.sig", found.Sig == signature(terms, terms.Key, wanted)},
	} {
		if !field.equal {
			return fmt.Errorf("%s differs", field.name)
		}
	}
	if found.Sig == signature(terms, terms.Key+"x", wanted) {
		return fmt.Errorf("TLS.sig does not depend on the key")
	}
	return nil
}

func signature(terms Terms, key string, userBuf *string) string {
	hash := hmac.New(sha256.New, []byte(key))
	fmt.Fprintf(hash, "TLS.identifier:%s\nTLS.sdkappid:%d\n", terms.Identifier, terms.SdkAppID)
	fmt.Fprintf(hash, "TLS.time:%d\nTLS.expire:%d\n", terms.IssuedAt, terms.Life)
	if userBuf != nil {
		fmt.Fprintf(hash, "TLS.userbuf:%s\n", *userBuf)
	}
	return base64.StdEncoding.EncodeToString(hash.Sum(nil))
}

// UserBuf is the part that makes a PrivateMapKey of a UserSig; nil without a room.
func UserBuf(terms Terms) ([]byte, error) {
	if len(terms.Room) == 0 {
		return nil, nil
	}
	var (
		version byte
		number  uint32
		text    string
	)
	if terms.Room[0] == '"' {
		version = 1
		if err := json.Unmarshal(terms.Room, &text); err != nil {
			return nil, err
		}
	} else if err := json.Unmarshal(terms.Room, &number); err != nil {
		return nil, err
	}
	layout := []byte{version}
	layout = binary.BigEndian.AppendUint16(layout, uint16(len(terms.Identifier)))
	layout = append(layout, terms.Identifier...)
	for _, value := range []uint32{terms.SdkAppID, number, uint32(terms.IssuedAt + terms.Life), terms.Privileges, 0} {
		layout = binary.BigEndian.AppendUint32(layout, value)
	}
	if version == 1 {
		layout = binary.BigEndian.AppendUint16(layout, uint16(len(text)))
		layout = append(layout, text...)
	}
	return layout, nil
}

// encoded is the layout as a ticket carries it.
func encoded(layout []byte) *string {
	if layout == nil {
		return nil
	}
	text := base64.StdEncoding.EncodeToString(layout)
	return &text
}
