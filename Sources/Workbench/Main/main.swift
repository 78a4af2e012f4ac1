import CLI

EntryPoint.main()
