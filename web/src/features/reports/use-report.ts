import { useEffect, useRef } from "react";
import { useQuery, useSubscription } from "urql";
import { progressSubscription, reportQuery } from "./report";
import { isMoving } from "./states";

const patience = 4000;

/**
 * The report, live while it moves: events come over a stream and land in the cache, which the query reads. When the
 * stream is silent for some seconds the report is asked for, so that progress shows without streams, too.
 */
export function useReport(id: string) {
  const [query, again] = useQuery({ query: reportQuery, variables: { id }, requestPolicy: "cache-and-network" });
  // On the way from one report to another the first one's data stays until the other's comes; it must not show as the other's.
  const found = query.data?.salesReport;
  const report = found?.id === id ? found : undefined;
  const moving = report ? isMoving(report.state) : false;
  const lastEvent = useRef(0);
  useSubscription({ query: progressSubscription, variables: { id }, pause: !moving }, (_before, event) => {
    lastEvent.current = Date.now();
    return event;
  });
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(() => {
      if (Date.now() - lastEvent.current > patience) again({ requestPolicy: "network-only" });
    }, patience / 2);
    return () => clearInterval(timer);
  }, [moving, again]);
  return { ...query, report, again };
}
