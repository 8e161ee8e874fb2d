kuaixun_shard("c/0/directory-094b9db0",["","3728f61f"])
