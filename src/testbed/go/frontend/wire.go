package main

import "encoding/binary"

// message is a protobuf message being written.
type message []byte

const (
	varint          = 0
	fixed64         = 1
	lengthDelimited = 2
	fixed32         = 5
)

func (m *message) tag(field, kind uint64) { *m = binary.AppendUvarint(*m, field<<3|kind) }

func (m *message) bytes(field uint64, value []byte) {
	m.tag(field, lengthDelimited)
	*m = append(binary.AppendUvarint(*m, uint64(len(value))), value...)
}

func (m *message) number(field, value uint64) {
	m.tag(field, varint)
	*m = binary.AppendUvarint(*m, value)
}

func (m *message) flag(field uint64) { m.number(field, 1) }

// entry writes one pair of a map<string, string>.
func (m *message) entry(field uint64, key, value string) {
	var pair message
	pair.bytes(1, []byte(key))
	pair.bytes(2, []byte(value))
	m.bytes(field, pair)
}

// fields returns the length-delimited values of one field; whatever can't be read ends the list.
func fields(data []byte, wanted uint64) [][]byte {
	var found [][]byte
	for len(data) > 0 {
		tag, n := binary.Uvarint(data)
		if n <= 0 {
			return found
		}
		data = data[n:]
		size := uint64(0)
		switch tag & 7 {
		case varint:
			if _, n = binary.Uvarint(data); n <= 0 {
				return found
			}
			size = uint64(n)
		case fixed64:
			size = 8
		case fixed32:
			size = 4
		case lengthDelimited:
			length, n := binary.Uvarint(data)
			if n <= 0 || length > uint64(len(data)-n) {
				return found
			}
			data = data[n:]
			size = length
			if tag>>3 == wanted {
				found = append(found, data[:size])
			}
		default:
			return found
		}
		if size > uint64(len(data)) {
			return found
		}
		data = data[size:]
	}
	return found
}
