kuaixun_shard("texts/41a3/directory-41807023",[[0],"65ff4325"])
