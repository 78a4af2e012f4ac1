import CLI

await EntryPoint.main()
