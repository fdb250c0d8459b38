import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const channelQuery = graphql(`
  query ChannelView($period: Period!) {
    channelView(period: $period) {
      period
      channels {
        channelType
        contribution
        distributors
        activeCustomers
        newCustomers
        repeatRate
        priceLevel
        csat
        nps
        revenue { amount currency }
        lastYear { amount currency }
        budget { amount currency }
        target { amount currency }
      }
      territories {
        breadth
        length
        depth
        density
        assigned
        territory { id code name { default zhHant zhHans } }
        revenue { amount currency }
        lastYear { amount currency }
      }
      concentration {
        distributors
        topFifth
        forEighty
        curve { distributors revenue }
        largest {
          distributor { id code name { default zhHant zhHans } }
          revenue { amount currency }
          before { amount currency }
        }
      }
      months { period budget { amount currency } target { amount currency } revenue { amount currency } }
    }
  }
`);

export type View = ResultOf<typeof channelQuery>["channelView"];
export type Channel = View["channels"][number];
export type TerritoryRow = View["territories"][number];
