import { graphql } from "~/shared/graphql/gql";

/** How many items of the inbox are unread. Events and what is marked as read move it in the cache. */
export const unreadQuery = graphql(`
  query UnreadCount {
    unreadCount
  }
`);
