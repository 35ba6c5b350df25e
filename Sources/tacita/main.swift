print("tacita")
