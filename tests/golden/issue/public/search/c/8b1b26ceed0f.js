kuaixun_shard("c/8b1b26ceed0f","3d954dd6")
