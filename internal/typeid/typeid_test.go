package typeid_test

import (
	"testing"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/fault"
	"github.com/tonglu/portal/internal/typeid"
)

// The pairs are those of the TypeID specification.
func TestSpecification(t *testing.T) {
	t.Parallel()
	for id, text := range map[string]string{
		"00000000-0000-0000-0000-000000000000": "prefix_00000000000000000000000000",
		"00000000-0000-0000-0000-000000000001": "prefix_00000000000000000000000001",
		"ffffffff-ffff-ffff-ffff-ffffffffffff": "prefix_7zzzzzzzzzzzzzzzzzzzzzzzzz",
		"0110c853-1d09-52d8-d73e-1194e95b5f19": "prefix_0123456789abcdefghjkmnpqrs",
		"01890a5d-ac96-774b-bcce-b302099a8057": "prefix_01h455vb4pex5vsknk084sn02q",
	} {
		if got := typeid.Format("prefix", uuid.MustParse(id)); got != text {
			t.Errorf("Format(%s) = %s, want %s", id, got, text)
		}
		back, err := typeid.Parse("prefix", "id", text)
		if err != nil || back.String() != id {
			t.Errorf("Parse(%s) = %s, %v", text, back, err)
		}
	}
}

func TestWrongIdsAreRefused(t *testing.T) {
	t.Parallel()
	good := typeid.Format(typeid.Distributor, typeid.New())
	for _, text := range []string{
		"", "dst", "dst_", good[4:], "usr" + good[3:], good + "0", good[:len(good)-1],
		"dst_8zzzzzzzzzzzzzzzzzzzzzzzzz", "dst_ILOU3456789abcdefghjkmnpqrs",
	} {
		if _, err := typeid.Parse(typeid.Distributor, "id", text); !fault.Is(err, fault.Invalid) {
			t.Errorf("Parse(%q) = %v, want Invalid", text, err)
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("dst_01h455vb4pex5vsknk084sn02q")
	f.Fuzz(func(t *testing.T, text string) {
		if prefix, id, ok := typeid.Split(text); ok && typeid.Format(prefix, id) != text {
			t.Errorf("%q does not survive the round trip", text)
		}
	})
}
