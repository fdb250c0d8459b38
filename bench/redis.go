package main

import goredis "github.com/redis/go-redis/v9"

// openRedis gives a client as one would make it who caches by hand.
func openRedis(url string) (*goredis.Client, error) {
	o, err := goredis.ParseURL(url)
	if err != nil {
		return nil, err
	}
	o.DisableIdentity = true
	return goredis.NewClient(o), nil
}
