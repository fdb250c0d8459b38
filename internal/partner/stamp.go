package partner

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/tonglu/portal/internal/postgres"
	"github.com/tonglu/portal/internal/scope"
)

// versionsHeld is how long versions are held in process.
const versionsHeld = 800 * time.Millisecond

// versions holds what stamps are made of.
type versions struct {
	mu     sync.Mutex // one reads them while the others wait
	held   atomic.Pointer[heldVersions]
	forgot atomic.Int64 // how often they were forgotten
}

// heldVersions are all versions as they stood at one moment. Maps grow by what is asked for, under the lock.
type heldVersions struct {
	until  time.Time
	forgot int64

	zone   *time.Location
	shared []byte // of the inputs
	all    []byte // of all distributors
	own    map[uuid.UUID]int64
	looked map[uuid.UUID][]uuid.UUID // distributors by who looks after them, in order

	mu         sync.Mutex
	portfolios map[uuid.UUID][]byte
}

// Stamp is the digest of the versions of all that cards within the scope are made of, and of the day in the brand's time zone: while it
// stays the same, so do the cards. It is at most a second behind, and not behind at all of what this process was told of by
// ForgetVersions. Of a portfolio it holds who is in it. It fails before there is a brand.
func (s *Service) Stamp(ctx context.Context, sc scope.Scope, now time.Time) ([]byte, error) {
	v, err := s.currentVersions(ctx)
	if err != nil {
		return nil, err
	}
	stamp := append(make([]byte, 0, 96), v.shared...)
	stamp = now.In(v.zone).AppendFormat(stamp, time.DateOnly)
	switch sc.Reach {
	case scope.All:
		return append(append(stamp, 'a'), v.all...), nil
	case scope.Portfolio:
		return append(append(stamp, 'p'), v.portfolio(sc.User)...), nil
	case scope.Own:
		stamp = append(append(stamp, 'o'), sc.Organization[:]...)
		return binary.BigEndian.AppendUint64(stamp, uint64(v.own[sc.Organization])), nil
	}
	return nil, fmt.Errorf("there is no stamp of the reach %q", sc.Reach)
}

// ForgetVersions has the next Stamp read the versions anew: for whoever has heard that one was raised.
func (s *Service) ForgetVersions() { s.versions.forgot.Add(1) }

func (v *versions) current() *heldVersions {
	if held := v.held.Load(); held != nil && held.forgot == v.forgot.Load() && time.Now().Before(held.until) {
		return held
	}
	return nil
}

func (s *Service) currentVersions(ctx context.Context) (*heldVersions, error) {
	if held := s.versions.current(); held != nil {
		return held, nil
	}
	s.versions.mu.Lock()
	defer s.versions.mu.Unlock()
	if held := s.versions.current(); held != nil { // another has read them meanwhile
		return held, nil
	}
	held := &heldVersions{forgot: s.versions.forgot.Load(), until: time.Now().Add(versionsHeld)} // both before it is read
	if err := s.pool.InTx(ctx, scope.System(), held.read(ctx)); err != nil {
		return nil, fmt.Errorf("reading versions: %w", err)
	}
	s.versions.held.Store(held)
	return held, nil
}

// read reads all versions in one round trip: as many rows as there are distributors, at most once in most of a second.
func (v *heldVersions) read(ctx context.Context) func(pgx.Tx) error {
	type version struct {
		ID      uuid.UUID
		Version int64
	}
	type shared struct {
		Name    string
		Version int64
	}
	type member struct{ UserID, DistributorID uuid.UUID }
	return func(tx pgx.Tx) error {
		b := &pgx.Batch{}
		b.Queue(`SELECT time_zone FROM brand_settings ORDER BY brand_id LIMIT 1`).QueryRow(func(row pgx.Row) (err error) {
			var zone string
			if err = row.Scan(&zone); err == nil {
				v.zone, err = time.LoadLocation(zone)
			}
			return err
		})
		b.Queue(`SELECT name, version FROM input_versions ORDER BY name`).Query(func(rows pgx.Rows) error {
			found, err := postgres.Rows[shared](rows, nil)
			h := sha256.New()
			for _, one := range found {
				fmt.Fprintf(h, "%s=%d\n", one.Name, one.Version)
			}
			v.shared = h.Sum(nil)
			return err
		})
		b.Queue(`SELECT distributor_id AS id, version FROM data_versions ORDER BY distributor_id`).Query(func(rows pgx.Rows) error {
			found, err := postgres.Rows[version](rows, nil)
			v.own = make(map[uuid.UUID]int64, len(found))
			h := sha256.New()
			for _, one := range found {
				v.own[one.ID] = one.Version
				h.Write(binary.BigEndian.AppendUint64(one.ID[:], uint64(one.Version)))
			}
			v.all = h.Sum(nil)
			return err
		})
		b.Queue(`SELECT user_id, distributor_id FROM portfolio_members ORDER BY user_id, distributor_id`).Query(func(rows pgx.Rows) error {
			found, err := postgres.Rows[member](rows, nil)
			v.looked, v.portfolios = map[uuid.UUID][]uuid.UUID{}, map[uuid.UUID][]byte{}
			for _, one := range found {
				v.looked[one.UserID] = append(v.looked[one.UserID], one.DistributorID)
			}
			return err
		})
		return tx.SendBatch(ctx, b).Close()
	}
}

// portfolio is the digest of who is in the user's portfolio, and of their versions.
func (v *heldVersions) portfolio(user uuid.UUID) []byte {
	v.mu.Lock()
	defer v.mu.Unlock()
	if sum, ok := v.portfolios[user]; ok {
		return sum
	}
	h := sha256.New()
	h.Write(user[:])
	for _, id := range v.looked[user] {
		h.Write(binary.BigEndian.AppendUint64(id[:], uint64(v.own[id])))
	}
	v.portfolios[user] = h.Sum(nil)
	return v.portfolios[user]
}
