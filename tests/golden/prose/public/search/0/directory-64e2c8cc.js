kuaixun_shard("0/directory-64e2c8cc",["","8eb35b3c"])
