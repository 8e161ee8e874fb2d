kuaixun_shard("texts/0/directory-228056ee",[[0],"11225fbe"])
