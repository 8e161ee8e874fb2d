kuaixun_shard("c/0/directory-7fbda5eb",["","e53e53db"])
