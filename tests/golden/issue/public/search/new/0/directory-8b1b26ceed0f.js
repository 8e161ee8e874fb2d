kuaixun_shard("new/0/directory-8b1b26ceed0f",["","6e291555"])
