import { useEffect, useRef, useState } from "react";

const every = 1000;

/** Units a second of a counter, sampled each second and smoothed; undefined until it has moved. */
export function useRate(done: number): number | undefined {
  const latest = useRef(done);
  const [rate, setRate] = useState<number>();
  useEffect(() => {
    latest.current = done;
  }, [done]);
  useEffect(() => {
    let before = latest.current;
    const timer = setInterval(() => {
      const moved = ((latest.current - before) * 1000) / every;
      before = latest.current;
      setRate((old) => (moved <= 0 ? old : old === undefined ? moved : old * 0.6 + moved * 0.4));
    }, every);
    return () => clearInterval(timer);
  }, []);
  return rate;
}
