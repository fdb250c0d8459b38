import { useEffect, useRef, useState } from "react";

const every = 1000;
const span = 30_000;

/**
 * Units a second of a counter over the last half minute, since large tasks move in steps; undefined until it has
 * moved for some seconds.
 */
export function useRate(done: number): number | undefined {
  const latest = useRef(done);
  const [rate, setRate] = useState<number>();
  useEffect(() => {
    latest.current = done;
  }, [done]);
  useEffect(() => {
    const samples = [{ at: performance.now(), done: latest.current }];
    const timer = setInterval(() => {
      const now = { at: performance.now(), done: latest.current };
      samples.push(now);
      while (samples[0] && now.at - samples[0].at > span) samples.shift();
      const first = samples[0] ?? now;
      const seconds = (now.at - first.at) / 1000;
      if (seconds >= 2 && now.done > first.done) setRate((now.done - first.done) / seconds);
    }, every);
    return () => clearInterval(timer);
  }, []);
  return rate;
}
