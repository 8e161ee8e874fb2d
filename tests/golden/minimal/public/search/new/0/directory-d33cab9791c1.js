kuaixun_shard("new/0/directory-d33cab9791c1",["","e53e53db"])
