package postgres

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgtype"
	"github.com/shopspring/decimal"
)

// registerDecimals has amounts read from the bytes that the server sends. Left to themselves they are scanned from a text that is made of a
// number that is made of those bytes.
func registerDecimals(m *pgtype.Map) {
	m.RegisterType(&pgtype.Type{Name: "numeric", OID: pgtype.NumericOID, Codec: decimals{}})
}

// decimals is the codec of numbers of any length.
type decimals struct{ pgtype.NumericCodec }

// PlanScan is pgtype's.
func (c decimals) PlanScan(m *pgtype.Map, oid uint32, format int16, target any) pgtype.ScanPlan {
	if format == pgtype.BinaryFormatCode {
		switch target.(type) {
		case *decimal.Decimal, *decimal.NullDecimal:
			return decimalPlan{c.NumericCodec.PlanScan(m, oid, format, &pgtype.Numeric{})}
		}
	}
	return c.NumericCodec.PlanScan(m, oid, format, target)
}

// decimalPlan reads short numbers itself and has the others read.
type decimalPlan struct{ long pgtype.ScanPlan }

// Scan is pgtype's. Returns an error for what is no number, and for NULL where there is no place for it.
func (p decimalPlan) Scan(src []byte, target any) error {
	var value decimal.NullDecimal
	if src != nil {
		d, err := p.read(src)
		if err != nil {
			return err
		}
		value = decimal.NewNullDecimal(d)
	}
	switch target := target.(type) {
	case *decimal.NullDecimal:
		*target = value
	case *decimal.Decimal:
		if !value.Valid {
			return fmt.Errorf("reading NULL as %T", *target)
		}
		*target = value.Decimal
	}
	return nil
}

// Numbers come as digits to the base 10,000, the first of which counts 10,000 to the power of its weight. The last may be longer than the
// decimal places, which are said apart.
const (
	header   = 8 // bytes: how many digits, the first one's weight, the sign, the decimal places
	negative = 0x4000
	surely   = 18 // decimal digits that an int64 holds
)

func (p decimalPlan) read(src []byte) (decimal.Decimal, error) {
	if len(src) >= header {
		digits, weight := int(binary.BigEndian.Uint16(src)), int(int16(binary.BigEndian.Uint16(src[2:])))
		sign, places := binary.BigEndian.Uint16(src[4:]), int(binary.BigEndian.Uint16(src[6:]))
		if (sign == 0 || sign == negative) && len(src) == header+2*digits && 4*max(weight+1, 0)+places <= surely-4 {
			var value int64
			for i := range digits {
				value = value*10_000 + int64(binary.BigEndian.Uint16(src[header+2*i:]))
			}
			for shift := 4*(weight-digits+1) + places; shift != 0 && value != 0; {
				if shift > 0 {
					value, shift = value*10, shift-1
				} else {
					value, shift = value/10, shift+1
				}
			}
			if sign == negative {
				value = -value
			}
			return decimal.New(value, -int32(places)), nil
		}
	}
	var n pgtype.Numeric
	if err := p.long.Scan(src, &n); err != nil {
		return decimal.Decimal{}, err
	}
	if n.NaN || n.InfinityModifier != pgtype.Finite {
		return decimal.Decimal{}, errors.New("reading what is no number as a decimal")
	}
	return decimal.NewFromBigInt(n.Int, n.Exp), nil
}
