package partner

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/tonglu/portal/internal/postgres"
)

// keepPast keeps what distributors were until today, where the brand is, of those whose tier or channel types the list changes. It is called
// before they are changed. Of several changes in a day the first counts: what held between them held on no day.
func keepPast(ctx context.Context, q postgres.Querier, list ...Distributor) error {
	ids, tiers, channels := make([]uuid.UUID, len(list)), make([]string, len(list)), make([]string, len(list))
	for i, d := range list {
		ids[i], tiers[i], channels[i] = d.ID, string(d.Tier), packed(d.ChannelTypes)
	}
	_, err := q.Exec(ctx, `INSERT INTO distributor_history (distributor_id, until, tier, channel_types)
		SELECT d.id, (now() AT TIME ZONE b.time_zone)::date, d.tier, d.channel_types
		FROM unnest(@ids::uuid[], @tiers::text[], @channels::text[]) AS n (id, tier, channels) JOIN distributors d ON d.id = n.id CROSS JOIN brand_settings b
		WHERE (d.tier, d.channel_types) IS DISTINCT FROM (n.tier, string_to_array(n.channels, E'\x1f')) ORDER BY d.id
		ON CONFLICT (distributor_id, until) DO NOTHING`, postgres.Args{"ids": ids, "tiers": tiers, "channels": channels})
	if err != nil {
		return fmt.Errorf("keeping what distributors were: %w", err)
	}
	return nil
}
